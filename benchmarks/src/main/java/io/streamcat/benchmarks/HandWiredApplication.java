package io.streamcat.benchmarks;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The same Spring Boot application without the starter: it builds the SDK's three clients and
 * creates its tables itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class HandWiredApplication {

  @Bean
  SdkHttpClient httpClient() {
    return UrlConnectionHttpClient.create();
  }

  @Bean
  IvsClient ivs(SdkHttpClient http) {
    return IvsClient.builder()
        .region(SdkClients.REGION)
        .credentialsProvider(SdkClients.CREDENTIALS)
        .httpClient(http)
        .build();
  }

  @Bean
  IvschatClient ivschat(SdkHttpClient http) {
    return IvschatClient.builder()
        .region(SdkClients.REGION)
        .credentialsProvider(SdkClients.CREDENTIALS)
        .httpClient(http)
        .build();
  }

  @Bean
  IvsRealTimeClient ivsRealTime(SdkHttpClient http) {
    return IvsRealTimeClient.builder()
        .region(SdkClients.REGION)
        .credentialsProvider(SdkClients.CREDENTIALS)
        .httpClient(http)
        .build();
  }

  @Bean
  StartUp.NeedsAws registration(
      IvsClient ivs, IvschatClient ivschat, IvsRealTimeClient ivsRealTime) {
    return new StartUp.NeedsAws(List.of(ivs, ivschat, ivsRealTime));
  }

  /** Starts the application and prints the start-up time. */
  public static void main(String[] args) {
    StartUp.started(
        SpringApplication.run(
            HandWiredApplication.class,
            "--spring.sql.init.schema-locations=classpath:by-hand.sql",
            "--spring.main.banner-mode=off"));
  }
}

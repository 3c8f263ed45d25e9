package io.streamcat.benchmarks;

import io.streamcat.provisioning.UserProvisioner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application with the starter, in which a bean needs the provisioner. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StarterApplication {

  @Bean
  StartUp.NeedsAws registration(UserProvisioner users) {
    return new StartUp.NeedsAws(users);
  }

  /** Starts the application and prints the start-up time. */
  public static void main(String[] args) {
    StartUp.started(
        SpringApplication.run(
            StarterApplication.class,
            "--streamcat.aws.region=" + SdkClients.REGION.id(),
            "--streamcat.aws.access-key-id=x",
            "--streamcat.aws.secret-access-key=x",
            "--spring.main.banner-mode=off"));
  }
}

package io.streamcat.spring.aws;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.StreamCatProperties;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * A listener that loads the classes of StreamCat and the AWS SDK in a background thread while
 * Spring reads the application's configuration. The SDK's first client takes a good part of the
 * start, nearly all of it for loading classes. Spring Boot preinitializes its own slow classes in
 * the same way; one property disables both.
 */
final class Preinitializer implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  static final String IGNORE = "spring.backgroundpreinitializer.ignore";

  private static final Logger log = LoggerFactory.getLogger(Preinitializer.class);

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (isUseful(event.getEnvironment(), Runtime.getRuntime().availableProcessors())) {
      Thread thread = new Thread(Preinitializer::tryToInitialize, "streamcat-preinitializer");
      thread.setDaemon(true);
      thread.start();
    }
  }

  static boolean isUseful(Environment environment, int processors) {
    return processors > 1
        && environment.getProperty("streamcat.enabled", Boolean.class, true)
        && !environment.getProperty(IGNORE, Boolean.class, false)
        && !NativeDetector.inNativeImage();
  }

  private static void tryToInitialize() {
    try {
      initialize();
    } catch (RuntimeException | LinkageError e) {
      // If the failure matters, it occurs again when the application starts.
      log.debug("Preinitialization failed; the classes are loaded on first use", e);
    }
  }

  /**
   * Loads the classes without any call over the network: the region is arbitrary, and the
   * credentials are anonymous.
   */
  static void initialize() {
    try (SdkHttpClient http = AwsClients.newHttpClient(Duration.ofSeconds(1))) {
      AwsClients clients =
          new AwsClients(
              Region.US_EAST_1, AnonymousCredentialsProvider.create(), null, http, builder -> {});
      try (IvsClient ivs = clients.ivs();
          IvschatClient chat = clients.ivschat();
          IvsRealTimeClient realTime = clients.ivsRealTime()) {
        // Spring searches their methods for annotations, which loads some hundred classes.
        Stream.of(ivs, chat, realTime)
            .forEach(client -> ReflectionUtils.doWithLocalMethods(client.getClass(), method -> {}));
        StreamCat.builder()
            .aws(a -> a.ivsClient(ivs).ivschatClient(chat).ivsRealTimeClient(realTime))
            .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()))
            .build()
            .close();
      }
    }
    new Binder().bindOrCreate("streamcat", StreamCatProperties.class);
  }
}

package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.repository.SampleRecords;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** An application without JPA on its class path. */
class JpaAbsentTest {

  /** The code that runs without JPA. */
  public static final class Application implements Callable<Optional<?>> {

    /** Creates the application, by reflection. */
    public Application() {}

    @Override
    public Optional<?> call() {
      // Not from a pool, which would search the drivers of the whole JVM.
      JdbcDataSource dataSource = new JdbcDataSource();
      dataSource.setUrl("jdbc:h2:mem:without-jpa;DB_CLOSE_DELAY=-1");
      StreamCatSchema.of(dataSource).migrate();
      JdbcUserRepository users = JdbcUserRepository.create(dataSource);
      users.insert(SampleRecords.complete("1", "todd"));
      return users.findByUsername("todd").map(found -> found.resources().channel().arn());
    }
  }

  @Test
  void repository_noJpa_works() throws Exception {
    URL[] withoutJpa =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> !path.contains("jakarta.persistence") && !path.contains("hibernate"))
            .map(JpaAbsentTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(withoutJpa, ClassLoader.getPlatformClassLoader())) {
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> loader.loadClass("jakarta.persistence.EntityManager"));
      Object application =
          loader.loadClass(Application.class.getName()).getConstructor().newInstance();

      assertThat(((Callable<?>) application).call())
          .isEqualTo(Optional.of(SampleRecords.channel(SampleRecords.key("1")).arn()));
    }
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}

package io.streamcat.spring.storage;

import io.streamcat.jdbc.entity.StreamCatEntities;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/** The hints for a native image: resources of all modules, and the entities. */
final class StreamCatRuntimeHints implements RuntimeHintsRegistrar {

  private static final String CONNECTION_HOLDER =
      "org.springframework.jdbc.datasource.ConnectionHolder";

  private static final String FLYWAY_CALLBACK = "org.flywaydb.core.api.callback.Callback";

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints
        .resources()
        .registerPattern("io/streamcat/password/common-passwords.txt")
        .registerPattern("io/streamcat/jdbc/schema/*/*.sql")
        .registerPattern("io/streamcat/jdbc/schema/liquibase.xml")
        .registerPattern("io/streamcat/emulator/internal/model/*.json");
    boolean jdbc = ClassUtils.isPresent("io.streamcat.jdbc.JdbcUserRepository", classLoader);
    if (jdbc && ClassUtils.isPresent(CONNECTION_HOLDER, classLoader)) {
      Connections.register(hints);
    }
    if (ClassUtils.isPresent(FLYWAY_CALLBACK, classLoader)) {
      hints.proxies().registerJdkProxy(TypeReference.of(FLYWAY_CALLBACK));
    }
    if (jdbc && ClassUtils.isPresent("jakarta.persistence.EntityManagerFactory", classLoader)) {
      Entities.register(hints);
    }
  }

  /** Separate, because Spring's JDBC may be absent. */
  private static final class Connections {

    static void register(RuntimeHints hints) {
      hints
          .reflection()
          .registerMethod(SpringConnections.TRANSACTION_ACTIVE, ExecutableMode.INVOKE);
    }
  }

  /** Separate, because Jakarta Persistence may be absent. */
  private static final class Entities {

    static void register(RuntimeHints hints) {
      for (Class<?> managed : StreamCatEntities.classes()) {
        register(hints, TypeReference.of(managed));
      }
      register(hints, TypeReference.of("io.streamcat.jdbc.entity.ReadOnly"));
    }

    private static void register(RuntimeHints hints, TypeReference type) {
      hints
          .reflection()
          .registerType(
              type,
              MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
              MemberCategory.INVOKE_DECLARED_METHODS,
              MemberCategory.DECLARED_FIELDS);
    }
  }
}

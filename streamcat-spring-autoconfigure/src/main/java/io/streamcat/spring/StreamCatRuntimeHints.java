package io.streamcat.spring;

import io.streamcat.jdbc.JpaBroadcastRepository;
import io.streamcat.jdbc.JpaUserRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/** What a native image has to keep: resources of all modules, and the entities. */
final class StreamCatRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints
        .resources()
        .registerPattern("io/streamcat/password/common-passwords.txt")
        .registerPattern("db/streamcat/*/*.sql")
        .registerPattern("db/streamcat/liquibase.xml")
        .registerPattern("io/streamcat/emulator/internal/model/*.json");
    if (ClassUtils.isPresent("io.streamcat.jdbc.JpaUserRepository", classLoader)
        && ClassUtils.isPresent("jakarta.persistence.EntityManagerFactory", classLoader)) {
      Entities.register(hints);
    }
  }

  /** Apart, because Jakarta Persistence may not be there. */
  private static final class Entities {

    static void register(RuntimeHints hints) {
      register(hints, JpaUserRepository.managedClasses());
      register(hints, JpaBroadcastRepository.managedClasses());
    }

    private static void register(RuntimeHints hints, List<Class<?>> classes) {
      for (Class<?> managed : classes) {
        hints
            .reflection()
            .registerType(
                managed,
                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                MemberCategory.INVOKE_DECLARED_METHODS,
                MemberCategory.DECLARED_FIELDS);
      }
    }
  }
}

package io.streamcat.spring.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.password.UserPasswords;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.user.NewUser;
import io.streamcat.user.PasswordHash;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

class StreamCatPasswordAutoConfigurationTest {

  private static final String PASSWORD = "purple kettle on a slow train";

  @Test
  void encoder_ofTheApplication_hashesAndVerifies() {
    BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);
    Contexts.inMemory()
        .withBean(PasswordEncoder.class, () -> encoder)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.of("todd", PASSWORD));

              String hash =
                  context.getBean(UserRepository.class).stream()
                      .map(UserRecord::identity)
                      .map(Identity::passwordHash)
                      .map(PasswordHash::encoded)
                      .findFirst()
                      .orElseThrow();
              assertThat(encoder.matches(PASSWORD, hash)).isTrue();
              UserPasswords passwords = context.getBean(UserPasswords.class);
              assertThat(passwords.authenticate("todd", PASSWORD)).isPresent();
              assertThat(passwords.authenticate("todd", "another " + PASSWORD)).isEmpty();
            });
  }

  /** An application may have accepted longer passwords before it had an encoder. */
  @Test
  void verify_passwordTooLongForBcrypt_acceptsTheEarlierHash() {
    String longest = "correct horse battery staple, ".repeat(3);
    Contexts.inMemory()
        .withBean(PasswordEncoder.class, () -> new BCryptPasswordEncoder(4))
        .run(
            context -> {
              UserRepository users = context.getBean(UserRepository.class);
              context.getBean(UserProvisioner.class).provision(NewUser.of("todd", PASSWORD));
              UserRecord todd = users.findByUsername("todd").orElseThrow();
              PasswordHash earlier = PasswordHasher.argon2id(8, 1).hash(longest);
              users.update(
                  todd,
                  todd.with(todd.identity().withPassword(earlier), todd.updatedAt())
                      .written("earlier"));

              UserPasswords passwords = context.getBean(UserPasswords.class);
              assertThat(passwords.authenticate("todd", longest)).isPresent();
              assertThat(users.findByUsername("todd").orElseThrow().identity().passwordHash())
                  .isEqualTo(earlier);
            });
  }

  @Test
  void passwordPolicy_defaultOrReplaced_isApplied() {
    Contexts.inMemory()
        .withPropertyValues("streamcat.namespace=kittens-live")
        .run(
            context ->
                assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(
                        () ->
                            context
                                .getBean(UserProvisioner.class)
                                .provision(NewUser.of("todd", "Kittens-Live1")))
                    .withMessageContaining("the name of the service"));
    PasswordPolicy own =
        (password, username) -> {
          throw new InvalidInputException("password", "another one", "is known to the application");
        };
    Contexts.inMemory()
        .withBean(PasswordPolicy.class, () -> own)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
              assertThat(context).getBean(PasswordPolicy.class).isSameAs(own);
              assertThatExceptionOfType(InvalidInputException.class)
                  .isThrownBy(
                      () ->
                          context
                              .getBean(UserProvisioner.class)
                              .provision(NewUser.of("todd", PASSWORD)))
                  .withMessageContaining("known to the application");
            });
  }

  @Test
  void hasher_noEncoder_isArgon2id() {
    Contexts.inMemory().run(context -> hashesWithArgon2(context.getBean(PasswordHasher.class)));
  }

  @Test
  void hasher_noSpringSecurity_isArgon2id() {
    Contexts.inMemory()
        .withClassLoader(new FilteredClassLoader("org.springframework.security"))
        .run(context -> hashesWithArgon2(context.getBean(PasswordHasher.class)));
  }

  private static void hashesWithArgon2(PasswordHasher hasher) {
    assertThat(hasher.hash(PASSWORD).encoded()).startsWith("$argon2id$");
  }

  static Stream<PasswordEncoder> encoders() {
    return Stream.of(
        new BCryptPasswordEncoder(4), PasswordEncoderFactories.createDelegatingPasswordEncoder());
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void verify_hashOfStreamCat_isAcceptedAndNeedsRehash(PasswordEncoder encoder) {
    PasswordHasher hasher = new EncoderPasswordHasher(encoder);
    PasswordHash earlier = PasswordHasher.argon2id(8, 1).hash(PASSWORD);

    assertThat(hasher.verify(PASSWORD, earlier)).isTrue();
    assertThat(hasher.verify("wrong", earlier)).isFalse();
    assertThat(hasher.needsRehash(earlier)).isTrue();
    assertThat(hasher.needsRehash(new PasswordHash(encoder.encode(PASSWORD)))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void verify_hashOfAnotherSystem_isAcceptedAndNeedsRehash(PasswordEncoder encoder) {
    PasswordHasher hasher = new EncoderPasswordHasher(encoder);

    for (String encoded :
        List.of(
            "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
            "$scrypt$ln=10,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
            "$pbkdf2-sha256$1000$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ")) {
      PasswordHash hash = new PasswordHash(encoded);
      assertThat(hasher.canVerify(hash)).isTrue();
      assertThat(hasher.verify("password", hash)).isTrue();
      assertThat(hasher.verify("wrong", hash)).isFalse();
      assertThat(hasher.needsRehash(hash)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void verify_bcryptOfAnotherSystem_isAccepted(PasswordEncoder encoder) {
    PasswordHasher hasher = new EncoderPasswordHasher(encoder);
    PasswordHash hash =
        new PasswordHash("$2y$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm");

    assertThat(hasher.canVerify(hash)).isTrue();
    assertThat(hasher.verify("password", hash)).isTrue();
    assertThat(hasher.verify("wrong", hash)).isFalse();
  }

  @Test
  void canVerify_formOfTheEncoder_isKnown() {
    PasswordHasher delegating =
        new EncoderPasswordHasher(PasswordEncoderFactories.createDelegatingPasswordEncoder());

    assertThat(delegating.canVerify(new PasswordHash("{noop}secret"))).isTrue();
    assertThat(delegating.canVerify(new PasswordHash("{unknown}secret"))).isFalse();
    assertThat(delegating.canVerify(new PasswordHash("secret"))).isFalse();
    assertThat(
            new EncoderPasswordHasher(new BCryptPasswordEncoder(4))
                .canVerify(new PasswordHash("$1$salt$qJH7.N4xYta3aEG/dfqo/0")))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void verify_hashOfUnknownForm_isRejected(PasswordEncoder encoder) {
    assertThat(new EncoderPasswordHasher(encoder).verify(PASSWORD, new PasswordHash("?")))
        .isFalse();
  }

  @Test
  void hash_passwordRejectedByTheEncoder_isInvalidInputWithoutThePassword() {
    PasswordEncoder refusing =
        new PasswordEncoder() {
          @Override
          public String encode(CharSequence password) {
            throw new IllegalArgumentException("cannot encode " + password);
          }

          @Override
          public boolean matches(CharSequence password, String encoded) {
            return false;
          }
        };

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new EncoderPasswordHasher(refusing).hash(PASSWORD))
        .satisfies(
            e -> {
              assertThat(e.field()).isEqualTo("password");
              assertThat(e.getMessage()).doesNotContain(PASSWORD);
              assertThat(e.getCause()).isNull();
            });
  }
}

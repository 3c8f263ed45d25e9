package io.streamcat.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.NewUser;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;

@ExtendWith(SpringExtension.class)
@AutoConfigureIvsEmulator
@TestPropertySource(
    properties = {
      "streamcat.store=memory",
      "db-scheduler.enabled=false",
      "spring.flyway.enabled=false",
      "spring.liquibase.enabled=false",
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
@ContextConfiguration(
    classes = AutoConfigureIvsEmulatorTest.Application.class,
    initializers = ConfigDataApplicationContextInitializer.class)
class AutoConfigureIvsEmulatorTest {

  @Autowired private UserProvisioner users;
  @Autowired private IvsEmulator emulator;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @RepeatedTest(2)
  void beforeEachMethod_emulatorIsReset(RepetitionInfo repetition) {
    assertThat(emulator.resources()).isEmpty();

    users.provision(NewUser.withId("" + repetition.getCurrentRepetition()));

    assertThat(emulator.resources()).isNotEmpty();
  }
}

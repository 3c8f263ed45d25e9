package app;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.spring.test.AutoConfigureIvsEmulator;
import io.streamcat.password.UserPasswords;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@AutoConfigureIvsEmulator
class ApplicationTest {

  @Autowired private Application.Registration registration;
  @Autowired private UserPasswords passwords;
  @Autowired private IvsEmulator emulator;

  @Test
  void register_newUser_createsOneResourceOfEachKind() {
    User user = registration.register("todd", "purple kettle on a slow train");

    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.version"));
    assertThat(user.state()).isEqualTo(UserState.ACTIVE);
    assertThat(emulator.resources())
        .extracting(EmulatedResource::arn)
        .contains(user.channel().arn(), user.chatRoom().arn(), user.stage().arn());
    assertThat(passwords.authenticate("todd", "purple kettle on a slow train"))
        .map(User::id)
        .contains(user.id());
  }
}

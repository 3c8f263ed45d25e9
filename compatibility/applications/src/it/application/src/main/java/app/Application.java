package app;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Service;

@SpringBootApplication
public class Application {

  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }

  @Service
  static class Registration {

    private final UserProvisioner users;

    Registration(UserProvisioner users) {
      this.users = users;
    }

    User register(String username, String password) {
      return users.provision(NewUser.of(username, password));
    }
  }
}

package io.streamcat.spring.profiles;

import io.streamcat.jdbc.entity.UserEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;

/** An entity of an application that refers to one of StreamCat's. */
@Entity
public class Profile {

  @Id private String name;

  @OneToOne
  @JoinColumn(name = "user_id", referencedColumnName = "user_id")
  private UserEntity user;

  protected Profile() {}

  public Profile(String name, UserEntity user) {
    this.name = name;
    this.user = user;
  }

  public UserEntity user() {
    return user;
  }
}

package io.streamcat.spring.entities;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of the application. */
@Entity
public class Visitor {

  @Id private String name;

  private String username;

  protected Visitor() {}

  public Visitor(String name, String username) {
    this.name = name;
    this.username = username;
  }

  public String username() {
    return username;
  }

  public void setUsername(String username) {
    this.username = username;
  }
}

package io.streamcat.spring.entities;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of the application's. */
@Entity
public class Visitor {

  @Id private String name;

  protected Visitor() {}

  public Visitor(String name) {
    this.name = name;
  }
}

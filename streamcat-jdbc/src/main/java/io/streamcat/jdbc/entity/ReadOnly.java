package io.streamcat.jdbc.entity;

import io.streamcat.exception.StreamCatException;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;

/** Rejects changes of entities: users change through the provisioner, broadcasts through events. */
public final class ReadOnly {

  /** For the persistence provider. */
  public ReadOnly() {}

  @SuppressWarnings("DoNotCallSuggester") // The persistence provider calls it.
  @PrePersist
  @PreUpdate
  @PreRemove
  void reject(Object entity) {
    throw new StreamCatException(
        entity.getClass().getSimpleName()
            + " is read-only; users are changed through UserProvisioner and broadcasts through"
            + " events",
        false,
        null);
  }
}

package io.streamcat.jdbc.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An entity of an application, which refers to a user. */
@Entity
@Table(name = "profile")
class ProfileEntity {

  @Id
  @Column(name = "id")
  private long id;

  @Column(name = "biography")
  private @Nullable String biography;

  @OneToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "user_id", referencedColumnName = "user_id")
  private @Nullable UserEntity user;

  @SuppressWarnings("NullAway.Init")
  protected ProfileEntity() {}

  ProfileEntity(long id, @Nullable UserEntity user, String biography) {
    this.id = id;
    this.user = user;
    this.biography = biography;
  }

  void describe(String text) {
    biography = text;
  }

  @Nullable UserEntity user() {
    return user;
  }
}

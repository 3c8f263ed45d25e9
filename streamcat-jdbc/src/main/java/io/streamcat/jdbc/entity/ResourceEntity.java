package io.streamcat.jdbc.entity;

import jakarta.persistence.Column;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToOne;

/** The columns that channels, chat rooms and stages have in common. Read-only. */
@MappedSuperclass
@EntityListeners(ReadOnly.class)
public abstract class ResourceEntity {

  @Id
  @Column(name = "record_key", nullable = false, length = 36)
  private String recordKey;

  @Column(name = "arn", nullable = false, length = 256, insertable = false, updatable = false)
  private String arn;

  @Column(name = "name", nullable = false, length = 128, insertable = false, updatable = false)
  private String name;

  @Column(name = "settings", nullable = false, insertable = false, updatable = false)
  private String settings;

  @OneToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "record_key", insertable = false, updatable = false)
  private UserEntity user;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected ResourceEntity() {}

  /**
   * Returns the key of the user's record.
   *
   * @return the key, which resources in AWS carry as the tag {@code streamcat:record}
   */
  public String getRecordKey() {
    return recordKey;
  }

  /**
   * Returns the owner.
   *
   * @return the user
   */
  public UserEntity getUser() {
    return user;
  }

  /**
   * Returns the Amazon Resource Name.
   *
   * @return the ARN
   */
  public String getArn() {
    return arn;
  }

  /**
   * Returns the name in AWS.
   *
   * @return the name
   */
  public String getName() {
    return name;
  }

  /** The settings as they are stored, in JSON. */
  String settings() {
    return settings;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[recordKey=" + recordKey + ", arn=" + arn + "]";
  }
}

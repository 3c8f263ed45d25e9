package io.streamcat.jdbc.entity;

import io.streamcat.aws.AwsResource;
import jakarta.persistence.Column;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToOne;

/** What the records of a channel, a chat room and a stage have in common. */
@MappedSuperclass
public abstract class ResourceEntity {

  @Id
  @Column(name = "user_id", nullable = false, length = 128)
  private String userId;

  @Column(name = "arn", nullable = false, length = 256)
  private String arn;

  @Column(name = "name", nullable = false, length = 128)
  private String name;

  @Column(name = "settings", nullable = false)
  private String settings;

  @OneToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "user_id", insertable = false, updatable = false)
  private UserEntity user;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected ResourceEntity() {}

  /** A resource to insert; the user is found by its id. */
  @SuppressWarnings("NullAway.Init")
  ResourceEntity(String userId, AwsResource resource, String settings) {
    this.userId = userId;
    this.arn = resource.arn();
    this.name = resource.name();
    this.settings = settings;
  }

  /**
   * Returns whose it is.
   *
   * @return the user's id
   */
  public String getUserId() {
    return userId;
  }

  /**
   * Returns whose it is.
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
    return getClass().getSimpleName() + "[userId=" + userId + ", arn=" + arn + "]";
  }
}

package io.streamcat.jdbc.entity;

import io.streamcat.jdbc.internal.json.SettingsJson;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code streamcat_stage}. Read-only. */
@Entity
@Table(name = "streamcat_stage")
public class StageEntity extends ResourceEntity {

  @Column(
      name = "endpoints",
      nullable = false,
      length = 2000,
      insertable = false,
      updatable = false)
  private String endpoints;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected StageEntity() {}

  /**
   * Returns the endpoints for participants.
   *
   * @return the endpoints
   */
  public StageEndpoints getEndpoints() {
    return SettingsJson.endpoints(endpoints);
  }

  /**
   * Returns the recorded settings of the stage.
   *
   * @return the settings, with all tags
   */
  public StageSettings getSettings() {
    return SettingsJson.stage(settings());
  }
}

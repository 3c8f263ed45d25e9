package io.streamcat.jdbc.entity;

import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.jdbc.internal.json.SettingsJson;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code streamcat_chat_room}. Read-only. */
@Entity
@Table(name = "streamcat_chat_room")
public class ChatRoomEntity extends ResourceEntity {

  /** For the persistence provider. */
  protected ChatRoomEntity() {}

  /**
   * Returns the recorded settings of the chat room.
   *
   * @return the settings, with all tags
   */
  public ChatRoomSettings getSettings() {
    return SettingsJson.chatRoom(settings());
  }
}

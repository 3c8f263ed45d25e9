package io.streamcat.jdbc.entity;

import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code streamcat_chat_room}, for an application's own queries. */
@Entity
@Table(name = "streamcat_chat_room")
public class ChatRoomEntity extends ResourceEntity {

  /** For the persistence provider. */
  protected ChatRoomEntity() {}

  ChatRoomEntity(String userId, ChatRoom room) {
    super(userId, room, SettingsJson.write(room.settings()));
  }

  /**
   * Returns the settings the chat room was recorded with.
   *
   * @return the settings, with all tags
   */
  public ChatRoomSettings getSettings() {
    return SettingsJson.chatRoom(settings());
  }
}

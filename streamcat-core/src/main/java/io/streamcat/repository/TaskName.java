package io.streamcat.repository;

import io.streamcat.user.ResourceKind;

/**
 * The names of tasks of which there is one for each kind of resource. They are made once, because
 * every change of a record compares names.
 */
enum TaskName {
  CREATE("create "),
  ADOPT("adopt "),
  LABEL("label "),
  CHANGE("change "),
  RESTORE("restore ");

  private final String ofChannel;
  private final String ofChatRoom;
  private final String ofStage;

  TaskName(String verb) {
    ofChannel = verb + ResourceKind.CHANNEL.words();
    ofChatRoom = verb + ResourceKind.CHAT_ROOM.words();
    ofStage = verb + ResourceKind.STAGE.words();
  }

  String of(ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> ofChannel;
      case CHAT_ROOM -> ofChatRoom;
      case STAGE -> ofStage;
    };
  }
}

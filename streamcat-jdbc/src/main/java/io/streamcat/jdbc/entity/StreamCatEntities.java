package io.streamcat.jdbc.entity;

import java.util.List;

/** The list of all entities, for configurations that name them. */
public final class StreamCatEntities {

  private StreamCatEntities() {}

  /**
   * Returns the classes that a persistence unit must know.
   *
   * @return all managed classes; unmodifiable
   */
  public static List<Class<?>> classes() {
    return List.of(
        UserEntity.class,
        ResourceEntity.class,
        ChannelEntity.class,
        ChatRoomEntity.class,
        StageEntity.class,
        BroadcastEntity.class,
        PublicationEntity.class,
        UserStateConverter.class);
  }
}

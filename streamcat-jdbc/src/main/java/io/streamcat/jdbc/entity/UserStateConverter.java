package io.streamcat.jdbc.entity;

import io.streamcat.user.UserState;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A converter of a state to its name. With {@code Enumerated}, Hibernate would expect an
 * enumeration type of the database, which column {@code state} does not have.
 */
@Converter
final class UserStateConverter implements AttributeConverter<UserState, String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable UserState state) {
    return state == null ? null : state.name();
  }

  @Override
  public @Nullable UserState convertToEntityAttribute(@Nullable String name) {
    return name == null ? null : UserState.valueOf(name);
  }
}

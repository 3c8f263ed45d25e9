package io.streamcat.jdbc.entity;

import io.streamcat.user.UserState;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a state as its name; {@code Enumerated} would have Hibernate expect an enumeration type of
 * the database's, which {@code state} is not.
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

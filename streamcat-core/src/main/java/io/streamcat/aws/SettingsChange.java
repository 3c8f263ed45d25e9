package io.streamcat.aws;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A patch of the settings of one kind of resource: the members that change, and their new values.
 *
 * <p>Members that the change does not name keep their values, so changes of different members never
 * undo each other. Immutable; each method returns a new change. Changes are equal if they are of
 * the same class and name the same members with the same values.
 *
 * @param <M> the members that AWS can change
 * @param <C> the change itself
 */
public abstract class SettingsChange<M extends Enum<M>, C extends SettingsChange<M, C>> {

  private final Map<M, @Nullable Object> values;

  /**
   * Creates a change.
   *
   * @param values the new values by member, which are copied; a null value removes the member's
   *     value
   */
  protected SettingsChange(Map<M, @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * Creates a change of the same class.
   *
   * @param changed the new values by member
   * @return a new change
   */
  protected abstract C of(Map<M, @Nullable Object> changed);

  /**
   * Returns a resource with this change applied to its settings.
   *
   * @param resource a resource of the kind that this change is for
   * @return the resource with the settings after the change, with the same tags
   * @throws io.streamcat.exception.InvalidInputException if the values of the members do not fit
   *     together
   * @throws ClassCastException if the resource is of another kind
   */
  public abstract AwsResource appliedTo(AwsResource resource);

  /**
   * Returns this change with one more member.
   *
   * @param member the member
   * @param value the new value, replacing an earlier one; null removes the member's value
   * @return a changed copy
   */
  protected final C with(M member, @Nullable Object value) {
    Map<M, @Nullable Object> changed = new TreeMap<>(values);
    changed.put(member, value);
    return of(changed);
  }

  /**
   * Returns the change that has the effect of this change followed by a later one.
   *
   * @param later the change that takes precedence for members that both name
   * @return one change for both
   */
  public C then(C later) {
    Map<M, @Nullable Object> both = new TreeMap<>(values);
    both.putAll(later.values());
    return of(both);
  }

  /**
   * Returns the change that has the effect of this change followed by a later one whose class is
   * not known at compile time.
   *
   * @param later a change of the same class
   * @return one change for both
   * @throws IllegalArgumentException if the later change is for another kind of resource
   */
  @SuppressWarnings(
      "unchecked") // The classes are equal, and every change class is its own type parameter C.
  public final C followedBy(SettingsChange<?, ?> later) {
    if (getClass() != later.getClass()) {
      throw new IllegalArgumentException("changes of two kinds of resources: " + later);
    }
    return then((C) later);
  }

  /**
   * Returns the part of this change that names certain members.
   *
   * @param kept returns true for the members to keep
   * @return a changed copy
   */
  public final C only(Predicate<? super M> kept) {
    Map<M, @Nullable Object> fewer = new TreeMap<>(values);
    fewer.keySet().removeIf(kept.negate());
    return of(fewer);
  }

  /**
   * Returns the new values.
   *
   * @return the values by member, null for a member whose value is removed; unmodifiable
   */
  public final Map<M, @Nullable Object> values() {
    return values;
  }

  /**
   * Returns the named members.
   *
   * @return the members that this change sets; unmodifiable
   */
  public final Set<M> members() {
    return values.keySet();
  }

  /**
   * Returns whether this change names a member.
   *
   * @param member a member of any kind of settings
   * @return true if the change sets or removes the member's value
   */
  public final boolean names(Enum<?> member) {
    for (M named : values.keySet()) {
      if (named == member) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the new value of a member.
   *
   * @param member a member of any kind of settings
   * @return the value, or null if the change does not name the member or removes its value
   */
  public final @Nullable Object value(Enum<?> member) {
    for (Map.Entry<M, @Nullable Object> entry : values.entrySet()) {
      if (entry.getKey() == member) {
        return entry.getValue();
      }
    }
    return null;
  }

  /**
   * Returns whether this change names no member.
   *
   * @return true if nothing changes
   */
  public final boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof SettingsChange<?, ?> change
        && getClass() == change.getClass()
        && values.equals(change.values);
  }

  @Override
  public final int hashCode() {
    return values.hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + values;
  }
}

package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.Check;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.NotAdoptableException;
import io.streamcat.exception.NotAdoptableException.Reason;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.internal.resource.OwnershipTags.Origin;
import io.streamcat.provisioning.internal.resource.ResourceType;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The checks before an adoption, which change nothing. */
final class AdoptionChecks {

  private final ProvisioningContext context;
  private final Registration registration;

  AdoptionChecks(ProvisioningContext context, Registration registration) {
    this.context = context;
    this.registration = registration;
  }

  /** Checks the input without any call. */
  void check(NewUser newUser, Existing existing) {
    registration.check(newUser);
    Check.given("existing", existing);
    for (ResourceKind kind : existing.arns().keySet()) {
      Check.that(
          newUser.settings().get(kind).isEmpty(),
          "settings",
          "chosen only for resources that are created; change those of others after the adoption",
          "name the " + kind.words());
    }
    for (String arn : existing.arns().values()) {
      Home home = Home.ofArn(arn);
      if (home == null || !home.matches(context.home())) {
        throw new NotAdoptableException(
            arn, Reason.OTHER_HOME, "this StreamCat works in " + context.home());
      }
    }
  }

  /**
   * Finds the record of an earlier call that this call repeats, in the store alone.
   *
   * @return the record, in any state but {@code REMOVED}; empty if there is none
   * @throws NotAdoptableException if another user has a resource
   * @throws DuplicateUserException if the user exists without these resources
   */
  Optional<UserRecord> earlier(NewUser newUser, Existing existing) {
    for (String arn : existing.arns().values()) {
      Optional<UserRecord> holder = context.users().findByResource(arn);
      if (holder.isPresent()) {
        if (isSame(newUser, existing, holder.get())) {
          return holder;
        }
        if (!isOf(newUser, holder.get())) {
          throw new NotAdoptableException(arn, Reason.OTHER_USER, holder.get().label());
        }
      }
    }
    Optional<DuplicateUserException> duplicate = registration.duplicate(newUser);
    Optional<UserRecord> repeated =
        duplicate.flatMap(conflict -> registration.repeated(newUser, conflict));
    // A user who is being removed may have lost the resources already.
    if (repeated.isPresent()
        && repeated.get().state() != UserState.DEPROVISIONING
        && !isSame(newUser, existing, repeated.get())) {
      throw duplicate.get();
    }
    return repeated;
  }

  /** Returns whether a record is that of the user, perhaps with another username. */
  private static boolean isOf(NewUser newUser, UserRecord record) {
    return isSame(newUser, record)
        || (record.identity() != null && record.id().equals(newUser.id()));
  }

  private static boolean isSame(NewUser newUser, UserRecord record) {
    return record.identity() != null && Registration.isSame(newUser, record);
  }

  /** Returns whether a record is that of an adoption which a call repeats. */
  static boolean isSame(NewUser newUser, Existing existing, UserRecord record) {
    return isSame(newUser, record)
        && existing.arns().entrySet().stream()
            .allMatch(
                given -> {
                  AwsResource recorded = record.resources().get(given.getKey());
                  return recorded != null && recorded.arn().equals(given.getValue());
                });
  }

  /**
   * Reads the resources from AWS.
   *
   * @return the resources; empty if another call has recorded them for this user meanwhile
   * @throws NotAdoptableException if one does not exist, or belongs to another owner
   */
  Optional<Resources> verified(NewUser newUser, Existing existing) {
    try {
      return Optional.of(verified(existing));
    } catch (NotAdoptableException e) {
      // The other call's tags are newer than the look at the records.
      if (earlier(newUser, existing).filter(same -> isSame(newUser, existing, same)).isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Resources verified(Existing existing) {
    List<Supplier<Optional<? extends AwsResource>>> reads = new ArrayList<>();
    List<Map.Entry<ResourceKind, String>> given = List.copyOf(existing.arns().entrySet());
    for (Map.Entry<ResourceKind, String> entry : given) {
      reads.add(() -> context.type(entry.getKey()).get().apply(entry.getValue()));
    }
    List<Optional<? extends AwsResource>> found = context.runner().all(reads);
    Resources resources = Resources.NONE;
    for (int i = 0; i < given.size(); i++) {
      String arn = given.get(i).getValue();
      AwsResource resource = found.get(i).orElse(null);
      if (resource == null) {
        throw new NotAdoptableException(arn, Reason.NOT_FOUND, "");
      }
      context.learnAccount(resource);
      requireFree(resource, existing.allowsManaged());
      resources = resources.with(resource);
    }
    return resources;
  }

  private void requireFree(AwsResource resource, boolean allowsManaged) {
    Map<String, String> own = Tags.identity(resource.tags());
    if (!own.isEmpty() && !isLeftover(resource)) {
      throw new NotAdoptableException(resource.arn(), Reason.OTHER_OWNER, own.toString());
    }
    Optional<String> tool = ManagingTool.in(resource.tags());
    if (tool.isPresent() && !allowsManaged) {
      throw new NotAdoptableException(
          resource.arn(), Reason.MANAGED, tool.get() + "; evenIfManaged allows it");
    }
    int others = resource.tags().size() - own.size();
    if (others > ResourceType.MAX_TAGS) {
      throw new NotAdoptableException(
          resource.arn(), Reason.TOO_MANY_TAGS, others + " of at most " + ResourceType.MAX_TAGS);
    }
  }

  /** Returns whether the tags come from an adoption by this store whose record is gone. */
  private boolean isLeftover(AwsResource resource) {
    Optional<Origin> origin = context.tags().origin(resource.tags());
    return origin.filter(tags -> tags.isOfStore() && tags.isAdopted()).isPresent()
        && Optional.ofNullable(origin.get().record())
            .flatMap(context.users()::findByKey)
            .filter(record -> record.state() != UserState.REMOVED)
            .isEmpty();
  }

  /**
   * Returns the settings that count as chosen: those of adopted resources that differ from the
   * defaults, so that a roll-out of defaults keeps them, and those that the caller has chosen for
   * other resources.
   */
  OwnSettings own(NewUser newUser, Resources adopted) {
    OwnSettings own = newUser.settings();
    for (ResourceKind kind : adopted.kinds()) {
      SettingsChange<?, ?> has = ResourceKind.changeTo(Objects.requireNonNull(adopted.get(kind)));
      SettingsChange<?, ?> defaults = context.type(kind).defaults();
      own = own.and(has.only(m -> !Objects.equals(has.value(m), defaults.value(m))));
    }
    return own;
  }
}

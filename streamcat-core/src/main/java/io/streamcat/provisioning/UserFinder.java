package io.streamcat.provisioning;

import io.streamcat.repository.Home;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The look-up of recorded users. Reads the store, and never calls AWS. Thread safe. */
public interface UserFinder {

  /**
   * Finds a user.
   *
   * @param id the user's id
   * @return the user as recorded, in any state; empty if unknown
   */
  Optional<User> find(UserId id);

  /**
   * Finds a user by username.
   *
   * @param username the username, in any case
   * @return the user as recorded, in any state; empty if unknown
   */
  Optional<User> findByUsername(String username);

  /**
   * Finds the user of a resource, for example of one that an event names.
   *
   * @param arn the ARN of a channel, chat room or stage
   * @return the user as recorded, in any state; empty if no user has the resource
   */
  Optional<User> findByResource(String arn);

  /**
   * Finds the users who have these channels, with one query.
   *
   * @param channelArns the ARNs of channels, at most a few hundred
   * @return the users as recorded, in any state and order; a channel that belongs to no user adds
   *     none. Unmodifiable
   */
  List<User> findByChannels(Collection<String> channelArns);

  /**
   * Streams all users as recorded, in any state, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<User> list();

  /**
   * Returns the capacity of this region and account for each kind of resource: the number of
   * recorded resources, the quota that is set, and the growth.
   *
   * @return the capacity of each kind; unmodifiable
   */
  Map<ResourceKind, Home.Capacity> capacity();
}

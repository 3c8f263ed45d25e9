package io.streamcat.repository;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.Check;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A home of resources: one region of one AWS account.
 *
 * @param region the region, for example {@code eu-west-1}
 * @param account the 12 digits of the account, or null while unknown; the ARN of the first resource
 *     shows the account
 */
public record Home(String region, @Nullable String account) {

  /**
   * The capacity of a home for one kind of resource.
   *
   * @param existing the number of resources of users and spares
   * @param quota the number that AWS allows, at least 1
   * @param perDay the growth: the mean number a day of resources whose users have registered in the
   *     last {@value #DAYS} days and still exist. Spares, and resources created for older users,
   *     count as existing only
   */
  public record Capacity(long existing, long quota, double perDay) {

    /** The number of days over which growth is measured. */
    public static final int DAYS = 7;

    private static final int FEW_DAYS = 14;
    private static final double MOST = 0.9;

    /**
     * Creates a capacity.
     *
     * @throws io.streamcat.exception.InvalidInputException if the quota is less than 1
     */
    public Capacity {
      Check.that(quota > 0, "quotas", "at least 1 for each kind of resource", "has " + quota);
    }

    /**
     * Returns AWS's default quota.
     *
     * @param kind the kind of resource
     * @return 20,000 channels, 50,000 chat rooms or 1,000 stages; AWS raises each on request
     */
    public static long defaultQuota(ResourceKind kind) {
      return switch (kind) {
        case CHANNEL -> 20_000;
        case CHAT_ROOM -> 50_000;
        case STAGE -> 1_000;
      };
    }

    /**
     * Returns the number of resources that can still be created.
     *
     * @return at least 0
     */
    public long left() {
      return Math.max(0, quota - existing);
    }

    /**
     * Returns the number of days until the quota is reached at the present growth.
     *
     * @return whole days; empty without growth
     */
    public OptionalLong daysLeft() {
      return perDay > 0 ? OptionalLong.of((long) (left() / perDay)) : OptionalLong.empty();
    }

    /**
     * Returns whether a higher quota should be requested now, because AWS may take days to grant
     * it.
     *
     * @return true if nine tenths are used, or if the quota will be reached within 14 days
     */
    public boolean isLow() {
      return existing >= quota * MOST || daysLeft().orElse(Long.MAX_VALUE) < FEW_DAYS;
    }
  }

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private static final int ARN_PARTS = 6;

  /**
   * Returns the home of an ARN.
   *
   * @param arn the ARN of any resource
   * @return the home, or null if the text is not an ARN with region and account
   */
  public static @Nullable Home ofArn(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    return parts.length < ARN_PARTS
            || !parts[0].equals("arn")
            || parts[3].isEmpty()
            || parts[4].isEmpty()
        ? null
        : new Home(parts[3], parts[4]);
  }

  /**
   * Returns a configured home.
   *
   * @param region the region
   * @param account the account, or null
   * @return the home
   * @throws io.streamcat.exception.InvalidInputException if the region is empty or longer than 64
   *     characters, or the account is not 12 digits
   */
  public static Home of(String region, @Nullable String account) {
    Check.length("region", region, 1, 64);
    if (account != null) {
      Check.matches("account", account, ACCOUNT, "the 12 digits of an AWS account");
    }
    return new Home(region, account);
  }

  /**
   * Returns whether two homes may be the same; an unknown account matches every account.
   *
   * @param other another home
   * @return true unless the regions differ or both accounts are known and differ
   */
  public boolean matches(Home other) {
    return region.equals(other.region)
        && (account == null || other.account == null || account.equals(other.account));
  }

  /**
   * Returns whether the resources of a record are certainly in this home, so that a resource that
   * AWS does not find is gone. A record of an unknown account has no known resources.
   *
   * @param recorded the home of the record
   * @return true if the regions are equal, and the account of the record is unknown or equal
   */
  public boolean covers(Home recorded) {
    return region.equals(recorded.region)
        && (recorded.account == null || recorded.account.equals(account));
  }

  /**
   * Returns the home with the account from the ARN of the first resource, which may be one that is
   * marked for deletion.
   */
  Home completedBy(Resources resources, PendingTasks pending) {
    return account != null
        ? this
        : Stream.concat(resources.all().map(AwsResource::arn), pending.discardedArns().stream())
            .flatMap(arn -> Stream.ofNullable(ofArn(arn)))
            .filter(this::matches)
            .findFirst()
            .orElse(this);
  }

  @Override
  public String toString() {
    return account == null ? region : region + " of account " + account;
  }
}

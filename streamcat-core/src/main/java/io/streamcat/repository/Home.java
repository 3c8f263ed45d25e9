package io.streamcat.repository;

import io.streamcat.exception.Check;
import io.streamcat.user.Resources;
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
      Check.that(
          ACCOUNT.matcher(account).matches(),
          "account",
          "the 12 digits of an AWS account",
          "is not");
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

  /** Returns the home with the account from the ARN of the first resource. */
  Home completedBy(Resources resources) {
    return account != null
        ? this
        : resources
            .all()
            .map(resource -> ofArn(resource.arn()))
            .flatMap(Stream::ofNullable)
            .filter(this::matches)
            .findFirst()
            .orElse(this);
  }

  @Override
  public String toString() {
    return account == null ? region : region + " of account " + account;
  }
}

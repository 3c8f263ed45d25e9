package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awscdk.Environment;

/**
 * The settings of one environment, from its JSON file.
 *
 * @param environment part of the names of stacks, functions and alarms, and a tag of all resources
 * @param site the account, region and network
 * @param namespace the namespace of the application, to which its policies are limited
 * @param isProtected whether the stacks and the database are protected from deletion
 * @param alarmEmail the recipient of alarms
 * @param roles the roles of the application
 * @param recordings the settings of recordings
 * @param reviewConcurrency the number of messages reviewed at once, which other functions of the
 *     account cannot take
 * @param database the settings of the database
 * @param quotas the account's quotas of IVS
 * @param code the code of the functions
 */
record Settings(
    String environment,
    Site site,
    String namespace,
    boolean isProtected,
    Optional<String> alarmEmail,
    Roles roles,
    RecordingSettings recordings,
    int reviewConcurrency,
    DatabaseSettings database,
    Quotas quotas,
    Code code) {

  /** The regions of IVS's control plane. */
  static final Set<String> REGIONS =
      Set.of(
          "us-east-1",
          "us-west-2",
          "ap-south-1",
          "ap-northeast-1",
          "ap-northeast-2",
          "eu-central-1",
          "eu-west-1");

  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z][a-z0-9-]{0,19}");
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  Settings {
    require(
        ENVIRONMENT.matcher(environment).matches(),
        "environment must be 1 to 20 of a-z, 0-9 and -, and begin with a letter: " + environment);
    require(
        NAMESPACE.matcher(namespace).matches(),
        "namespace must be 1 to 64 letters, digits, _, . and -: " + namespace);
    requirePositive("review-concurrency", reviewConcurrency);
  }

  /**
   * The place of the stacks. None of it can be changed later without replacing everything.
   *
   * @param account the account; the CDK refuses credentials of another one
   * @param region the region
   * @param zones the availability zones of the network, at least two
   * @param network the address range of the network
   */
  record Site(String account, String region, List<String> zones, String network) {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}/1[6-8]");

    Site {
      require(ACCOUNT.matcher(account).matches(), "account must be 12 digits: " + account);
      require(
          REGIONS.contains(region),
          "region must be one of IVS's " + REGIONS.stream().sorted().toList() + ": " + region);
      require(
          zones.size() == 2 && Set.copyOf(zones).size() == 2,
          "zones must be two different ones: " + zones);
      require(
          zones.stream().allMatch(zone -> zone.matches(region + "[a-z]")),
          "zones must be of " + region + ": " + zones);
      require(
          RANGE.matcher(network).matches(),
          "network must be an address range of 16 to 18 bits, like 10.20.0.0/16: " + network);
    }

    Environment environment() {
      return Environment.builder().account(account).region(region).build();
    }
  }

  /**
   * The names of the application's roles, to which the stack attaches its policies.
   *
   * @param serving the roles of servers
   * @param provisioning the roles of programs that register, change and remove users
   * @param operating the roles of operators
   */
  record Roles(List<String> serving, List<String> provisioning, List<String> operating) {}

  /**
   * The settings of recordings.
   *
   * @param key the public key of signed URLs in PEM, or empty if everyone may watch
   * @param days the days after which recordings are deleted
   */
  record RecordingSettings(Optional<String> key, int days) {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";

    RecordingSettings {
      require(
          key.isEmpty() || key.get().startsWith(BEGIN),
          "recordings-key must be a file that begins with " + BEGIN);
      requirePositive("recording-days", days);
    }
  }

  /**
   * The settings of the database.
   *
   * @param isMultiAz whether a second instance stands by in the other zone, at twice the cost
   * @param snapshot the snapshot from which the database was created
   */
  record DatabaseSettings(boolean isMultiAz, Optional<String> snapshot) {}

  /**
   * The account's quotas of IVS in the region.
   *
   * @param channels the channels
   * @param chatRooms the chat rooms
   * @param stages the stages
   * @param concurrentStreams the concurrent streams
   * @param concurrentViews the concurrent viewers
   */
  record Quotas(
      int channels, int chatRooms, int stages, int concurrentStreams, int concurrentViews) {

    Quotas {
      requirePositive("channels", channels);
      requirePositive("chat-rooms", chatRooms);
      requirePositive("stages", stages);
      requirePositive("concurrent-streams", concurrentStreams);
      requirePositive("concurrent-views", concurrentViews);
    }
  }

  /**
   * The code of the functions.
   *
   * @param events the jar of the functions for the database
   * @param review the jar of the function that reviews chat messages
   */
  record Code(Path events, Path review) {}

  /** Returns a name that no other environment of the account uses. */
  String name(String suffix) {
    return "streamcat-" + environment + "-" + suffix;
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static void requirePositive(String key, int value) {
    require(value > 0, key + " must be at least 1: " + value);
  }
}

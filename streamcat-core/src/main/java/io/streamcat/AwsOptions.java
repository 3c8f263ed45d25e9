package io.streamcat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.Home;
import io.streamcat.time.Sleeper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The options of {@link StreamCatBuilder#aws}: the account and region, the clients, and the limits
 * of the calls. Each has a default; not thread safe.
 */
public final class AwsOptions {

  private static final CallSettings CALLS = CallSettings.defaults();
  private static final List<String> SCHEMES = Arrays.asList("http", "https");

  private @Nullable Region region;
  private @Nullable AwsCredentialsProvider credentialsProvider;
  private @Nullable URI endpointOverride;
  private @Nullable String account;
  private @Nullable SdkHttpClient httpClient;
  private Consumer<AwsClientBuilder<?, ?>> clientCustomizer = builder -> {};
  private @Nullable IvsClient ivsClient;
  private @Nullable IvschatClient ivschatClient;
  private @Nullable IvsRealTimeClient ivsRealTimeClient;
  private @Nullable CallLimiter callLimiter;
  private boolean limitLocalCalls;
  private CallListener callListener = new CallListener() {};
  private Duration callTimeout = CALLS.callTimeout();
  private Duration operationTimeout = CALLS.operationTimeout();
  private Duration consistencyWindow = CALLS.consistencyWindow();

  AwsOptions() {}

  /**
   * Sets the AWS region.
   *
   * @param value the region, or null for the SDK's default chain
   * @return this
   */
  public AwsOptions region(@Nullable Region value) {
    region = value;
    return this;
  }

  /**
   * Sets the credentials.
   *
   * @param value the credentials, or null for the SDK's default chain
   * @return this
   */
  public AwsOptions credentialsProvider(@Nullable AwsCredentialsProvider value) {
    credentialsProvider = value;
    return this;
  }

  /**
   * Sets the endpoint of all three services, for emulators and proxies.
   *
   * @param value the endpoint with its scheme and host, or null for AWS's
   * @return this
   * @throws InvalidInputException if the scheme is neither http nor https, or the host is missing
   */
  public AwsOptions endpointOverride(@Nullable URI value) {
    Check.that(
        value == null || (SCHEMES.contains(value.getScheme()) && value.getHost() != null),
        "aws.endpointOverride",
        "like http://localhost:4577",
        "is '" + value + "', which has no scheme or no host");
    endpointOverride = value;
    return this;
  }

  /**
   * Sets the AWS account in which resources are created. If it is not set, StreamCat learns the
   * account from the first resource that it creates or that AWS lists. Until then, users and spares
   * whose account is recorded wait, because in a wrong account all resources would seem to be gone.
   * For the same reason the account must be that of the credentials; only reconciliation checks it.
   *
   * @param value the 12 digits of the account
   * @return this
   */
  public AwsOptions account(String value) {
    account = Check.given("account", value);
    return this;
  }

  /**
   * Sets the HTTP client of the clients StreamCat builds.
   *
   * @param value the HTTP client, never closed by StreamCat; null for one on the JDK's {@code
   *     HttpURLConnection}
   * @return this
   */
  public AwsOptions httpClient(@Nullable SdkHttpClient value) {
    httpClient = value;
    return this;
  }

  /**
   * Adds a customizer of the clients StreamCat builds, for options without a setting here, such as
   * an execution interceptor or a metric publisher. The customizer is called last, once for each
   * client. Even if it enables the SDK's retries, StreamCat never repeats a create blindly.
   *
   * <p>A customizer extends {@code client.overrideConfiguration().toBuilder()}. The SDK's {@code
   * client.overrideConfiguration(c -> …)} replaces the settings of earlier customizers.
   *
   * @param value changes an {@code IvsClientBuilder}, {@code IvschatClientBuilder} or {@code
   *     IvsRealTimeClientBuilder}
   * @return this
   */
  public AwsOptions clientCustomizer(Consumer<AwsClientBuilder<?, ?>> value) {
    clientCustomizer = clientCustomizer.andThen(Check.given("clientCustomizer", value));
    return this;
  }

  /**
   * Sets the client for channels.
   *
   * @param value the client, never closed by StreamCat; null to have one built
   * @return this
   */
  public AwsOptions ivsClient(@Nullable IvsClient value) {
    ivsClient = value;
    return this;
  }

  /**
   * Sets the client for chat rooms.
   *
   * @param value the client, never closed by StreamCat; null to have one built
   * @return this
   */
  public AwsOptions ivschatClient(@Nullable IvschatClient value) {
    ivschatClient = value;
    return this;
  }

  /**
   * Sets the client for stages.
   *
   * @param value the client, never closed by StreamCat; null to have one built
   * @return this
   */
  public AwsOptions ivsRealTimeClient(@Nullable IvsRealTimeClient value) {
    ivsRealTimeClient = value;
    return this;
  }

  /**
   * Sets the limiter of calls of AWS per second. Calls above the rate wait; registrations come
   * before recovery, reconciliation and {@link StreamCat#runAtBackgroundPriority}.
   *
   * @param value the limiter; null for {@link CallLimiter#standard()}, and no limiter for a client
   *     whose endpoint is on this machine and thus not AWS's. Servers that share an account use
   *     {@link CallLimiter#shared}
   * @return this
   */
  public AwsOptions callLimiter(@Nullable CallLimiter value) {
    callLimiter = value;
    return this;
  }

  /**
   * Enables the rate limits for calls to an endpoint on this machine, so that bursts behave in
   * development as in production. An emulator should then enforce the quotas, too. A limiter that
   * is set explicitly always applies.
   *
   * @param value false unless set
   * @return this
   */
  public AwsOptions limitLocalCalls(boolean value) {
    limitLocalCalls = value;
    return this;
  }

  /**
   * Sets the listener to calls of AWS: their outcomes and durations, repetitions and waits.
   *
   * @param value the listener, in place of an earlier one; {@link CallListener#all} combines
   *     several
   * @return this
   */
  public AwsOptions callListener(CallListener value) {
    callListener = Check.given("callListener", value);
    return this;
  }

  /**
   * Sets the longest one HTTP call may take, from its first byte sent to the last received. Time
   * spent on fetching credentials before the call does not count, but no call is sent after its
   * deadline.
   *
   * @param value positive; 10 seconds unless set
   * @return this
   */
  public AwsOptions callTimeout(Duration value) {
    callTimeout = Check.given("callTimeout", value);
    return this;
  }

  /**
   * Sets the longest that creating, finding or deleting one resource may take, with retries and
   * look-ups.
   *
   * @param value at least the call timeout; 30 seconds unless set
   * @return this
   */
  public AwsOptions operationTimeout(Duration value) {
    operationTimeout = Check.given("operationTimeout", value);
    return this;
  }

  /**
   * Sets the consistency window: the longest time for which a new resource may be missing from
   * AWS's lists. A create whose outcome is unknown is repeated only if the resource was not found
   * for this long.
   *
   * @param value less than the operation timeout; 5 seconds unless set. AWS documents no figure
   * @return this
   */
  public AwsOptions consistencyWindow(Duration value) {
    consistencyWindow = Check.given("consistencyWindow", value);
    return this;
  }

  /** Returns the calls; without a limiter, calls to an endpoint on this machine are not limited. */
  AwsCalls calls(Clock clock, Sleeper sleeper) {
    CallLimiter limiter =
        callLimiter == null && limitLocalCalls ? CallLimiter.standard(clock) : callLimiter;
    return AwsCalls.create(
            new CallSettings(clock, sleeper, callTimeout, operationTimeout, consistencyWindow),
            callListener,
            limiter)
        .inAccount(account);
  }

  /** Returns whether all endpoints are on this machine. */
  boolean isLocal() {
    return isLocal(ivsClient) && isLocal(ivschatClient) && isLocal(ivsRealTimeClient);
  }

  private boolean isLocal(@Nullable AwsClient client) {
    return AwsClients.isLocal(
        client == null
            ? endpointOverride
            : client.serviceClientConfiguration().endpointOverride().orElse(null));
  }

  /**
   * Returns the home before a client is built, which may learn the region from its surroundings.
   */
  Home home() {
    return home(region);
  }

  /** Returns the home: the region of the client for channels, or the region that was set. */
  Home home(@Nullable IvsClient ivs) {
    Region client = ivs == null ? null : ivs.serviceClientConfiguration().region();
    return home(client == null ? region : client);
  }

  private Home home(@Nullable Region known) {
    return Home.of(known == null ? "local" : known.id(), account);
  }

  /** Returns the clients that were set, and a way to build the others. */
  Clients clients(Owned owned) {
    SdkHttpClient http =
        httpClient == null ? owned.add(AwsClients.newHttpClient(callTimeout)) : httpClient;
    AwsClients clients =
        new AwsClients(region, credentialsProvider, endpointOverride, http, clientCustomizer);
    return new Clients(ivsClient, ivschatClient, ivsRealTimeClient, clients, owned);
  }

  /**
   * The clients that were set. The others are built on demand, because a replaced service needs no
   * client, and building one needs a region.
   */
  record Clients(
      @Nullable IvsClient givenIvs,
      @Nullable IvschatClient givenIvschat,
      @Nullable IvsRealTimeClient givenIvsRealTime,
      AwsClients builders,
      Owned owned) {

    IvsClient ivs() {
      return givenIvs == null ? owned.add(builders.ivs()) : givenIvs;
    }

    IvschatClient ivschat() {
      return givenIvschat == null ? owned.add(builders.ivschat()) : givenIvschat;
    }

    IvsRealTimeClient ivsRealTime() {
      return givenIvsRealTime == null ? owned.add(builders.ivsRealTime()) : givenIvsRealTime;
    }
  }
}

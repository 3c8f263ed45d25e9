package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Kills the program at random moments, also while the database or AWS fails. */
@Guarantee("LEASE-10")
class RandomCrashIT extends ProcessKillTestSupport {

  /** The number of kills in each of the tests. */
  private static final int KILLS = Integer.getInteger("streamcat.crash.kills", 4);

  /** The kills before recovery begins; few enough for the emulator's quota of users. */
  private static final int KILLS_A_WAVE = 40;

  private static final int STEPS_OF_USERS = 30;
  private static final int STEPS_OF_RECOVERY = 8;
  private static final int MAX_DELAY_MICROS = 30_000;

  /** High, because most commands do not get far while the database keeps crashing. */
  private static final int ATTEMPTS_AT_RANDOM = 40;

  private static final String[] AWS_FAILS = {
    fault("\"ERROR\",\"error\":\"InternalServerException\",\"times\":0,\"probability\":0.05"),
    fault("\"ERROR\",\"error\":\"ThrottlingException\",\"times\":0,\"probability\":0.1"),
    fault("\"RESPONSE_LOST\",\"times\":0,\"probability\":0.1"),
    fault("\"DROP_BEFORE\",\"times\":0,\"probability\":0.05"),
    fault("\"STALE_LIST\",\"delayMillis\":150"),
  };

  private final Random random = new Random(SEED);
  private final ScheduledExecutorService saboteur = Executors.newSingleThreadScheduledExecutor();

  private static String fault(String rule) {
    return "{\"operation\":\"*\",\"fault\":" + rule + "}";
  }

  @AfterEach
  void endSabotage() {
    saboteur.shutdownNow();
  }

  @Test
  @EnabledIfSystemProperty(named = CAMPAIGN, matches = "true")
  void killed_atRandomMoments_isRecovered() throws Exception {
    killAtRandom(() -> {});
  }

  @Test
  @EnabledIfSystemProperty(named = CAMPAIGN, matches = "true")
  void killed_whileAwsFails_isRecovered() throws Exception {
    killAtRandom(() -> {}, AWS_FAILS);
  }

  @Test
  void killed_whileDatabaseRestarts_isRecovered() throws Exception {
    AtomicInteger crashes = new AtomicInteger();
    killAtRandom(
        () -> {
          world.postgres().crashAndRestart();
          crashes.incrementAndGet();
        });
    System.out.println("The database crashed " + crashes + " times");
    assertThat(crashes).hasPositiveValue();
  }

  private void killAtRandom(Runnable sabotage, String... faults) throws Exception {
    for (int left = KILLS; left > 0; left -= KILLS_A_WAVE) {
      int some = Math.min(left, KILLS_A_WAVE);
      world.reset();
      names.clear();
      provisioned.clear();
      provisionVictims(some / 4 + 1);
      world.faults(faults);
      ScheduledFuture<?> sabotaged =
          saboteur.scheduleWithFixedDelay(sabotage, 1_000, 3_000, TimeUnit.MILLISECONDS);
      inParallel(IntStream.range(0, some * 3 / 4).mapToObj(this::execution).toList());
      // Later, so that recovery has work to do.
      inParallel(IntStream.range(some * 3 / 4, some).mapToObj(i -> executionOfRecovery()).toList());
      sabotaged.cancel(false);
      saboteur.submit(() -> {}).get();
      settle();
      world.faults();
      finish();
    }
    assertThat(kills).hasValueGreaterThanOrEqualTo(KILLS);
  }

  /** Returns a command: one of three removes users, the others provision some. */
  private Callable<Boolean> execution(int number) {
    return killing(
        luck ->
            number % 3 == 0 && !provisioned.isEmpty()
                ? deprovision(victims())
                : provision(newNames(), "--failure-policy", policy(luck)),
        STEPS_OF_USERS);
  }

  private Callable<Boolean> executionOfRecovery() {
    return killing(luck -> unfinishedThenRecover(policy(luck)), STEPS_OF_RECOVERY);
  }

  private Callable<Boolean> killing(Function<Random, Command> command, int steps) {
    Random luck = new Random(random.nextLong());
    return () ->
        untilKilled(
            ATTEMPTS_AT_RANDOM,
            () ->
                command
                    .apply(luck)
                    .killAfter(1 + luck.nextInt(steps), luck.nextInt(MAX_DELAY_MICROS)));
  }

  private static String policy(Random luck) {
    return luck.nextBoolean() ? "RESUME" : "ROLL_BACK";
  }
}

package io.streamcat.broadcast;

import io.streamcat.exception.AwsException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions of a repair to AWS, and their results. A failed question stops no other one. */
final class RepairQuestions {

  private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);

  /**
   * The number of consecutive AWS failures after which no more questions of a kind are asked: they
   * do not concern a single resource.
   */
  private static final int FAILURES_IN_A_ROW = 5;

  private final List<String> changed = new ArrayList<>();
  private final Map<String, StreamCatException> failed = new LinkedHashMap<>();
  private int asked;
  private int failedInARow;

  /** Begins another kind of questions, to another service of AWS. */
  void beginKind() {
    failedInARow = 0;
  }

  /** Returns whether no more questions of this kind are asked. */
  boolean isGivenUp() {
    return failedInARow == FAILURES_IN_A_ROW;
  }

  /**
   * Sends a question to AWS.
   *
   * @param id the id of the broadcast or publication
   * @param arn the ARN of its channel or stage
   * @param question asks AWS, stores the answer, and returns whether it changed anything
   */
  void ask(String id, String arn, BooleanSupplier question) {
    if (isGivenUp()) {
      return;
    }
    asked++;
    try {
      if (question.getAsBoolean()) {
        changed.add(id);
      }
      failedInARow = 0;
    } catch (AwsException e) {
      log.warn("AWS could not be asked; the next repair asks again id={} arn={}: {}", id, arn, e);
      failed.put(id, e);
      failedInARow++;
    } catch (RuntimeException e) {
      if (e instanceof StorageException outage && outage.retryable()) {
        throw e;
      }
      // A contradictory response, or one that cannot be stored, concerns this resource only.
      log.warn("A response of AWS is contradictory or cannot be stored id={} arn={}", id, arn, e);
      failed.put(
          id,
          e instanceof StreamCatException own
              ? own
              : new StreamCatException("the response of AWS is contradictory: " + e, false, e));
    }
  }

  RepairReport report() {
    return new RepairReport(asked, changed, failed);
  }
}

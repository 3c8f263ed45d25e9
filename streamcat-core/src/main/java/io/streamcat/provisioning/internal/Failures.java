package io.streamcat.provisioning.internal;

import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.StreamCatException;

/** Failures of other code than StreamCat's: a store, or a replaced service. */
public final class Failures {

  private Failures() {}

  /** Describes a failure without messages of foreign exceptions, which might contain a secret. */
  public static String describe(RuntimeException failure) {
    return failure instanceof StreamCatException
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getName();
  }

  public static StreamCatException own(RuntimeException failure) {
    return failure instanceof StreamCatException e
        ? e
        : new StreamCatException("unexpected " + describe(failure), true, failure);
  }

  public static StreamCatException own(Error error) {
    return new StreamCatException("the work threw " + error.getClass().getName(), true, error);
  }

  /**
   * Returns whether AWS rejected the request permanently. A request can succeed later if the cause
   * is a quota, a permission, credentials, a clock or the verification of the account.
   */
  public static boolean isPermanent(StreamCatException failure) {
    return failure instanceof InvalidInputException
        || (failure instanceof AwsException answer
            && !failure.retryable()
            && answer.statusCode() != 0
            && !(failure instanceof AccessDeniedException
                || failure instanceof AccountPendingVerificationException
                || failure instanceof QuotaExceededException
                || failure instanceof ResourceConflictException));
  }
}

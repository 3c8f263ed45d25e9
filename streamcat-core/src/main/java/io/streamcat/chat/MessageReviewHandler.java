package io.streamcat.chat;

import io.streamcat.exception.Check;
import java.util.regex.Pattern;

/**
 * The AWS Lambda function that reviews each message before it is delivered.
 *
 * @param functionArn the function's ARN
 * @param fallback the decision on a message if the function fails or takes longer than 200 ms
 */
public record MessageReviewHandler(String functionArn, Fallback fallback) {

  private static final Pattern LAMBDA =
      Pattern.compile("arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:.+");

  /** The decision on a message that was not reviewed. */
  public enum Fallback {
    /** The message is delivered; AWS's default. */
    ALLOW,
    /** The message is dropped. */
    DENY
  }

  /**
   * Returns this handler if a request may contain it. Builders and services call this method.
   *
   * @return an equal handler
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a Lambda
   *     function, or the fallback is null
   */
  public MessageReviewHandler validated() {
    Check.length("messageReviewHandler", functionArn, 1, 170);
    Check.matches("messageReviewHandler", functionArn, LAMBDA, "the ARN of a Lambda function");
    return new MessageReviewHandler(
        functionArn, Check.given("messageReviewHandler fallback", fallback));
  }
}

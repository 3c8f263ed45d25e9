package io.streamcat.exception;

/** Thrown when an existing resource cannot be adopted. Nothing was changed. */
public final class NotAdoptableException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /** The reason for the rejection. */
  public enum Reason {
    /** AWS finds no such resource. */
    NOT_FOUND("does not exist"),
    /** The resource is in another region or account. */
    OTHER_HOME("is in another region or account"),
    /** Another user of this store has the resource. */
    OTHER_USER("belongs to another user"),
    /** The resource carries StreamCat's tags of another record, store or namespace. */
    OTHER_OWNER("carries the StreamCat tags of another owner"),
    /** The tags of the resource name a tool that manages it, such as Terraform or the CDK. */
    MANAGED("is managed by another tool"),
    /** The resource has no room for StreamCat's tags. */
    TOO_MANY_TAGS("has too many tags");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final String arn;
  private final Reason reason;

  /**
   * Creates an exception.
   *
   * @param arn the ARN of the resource
   * @param reason the reason
   * @param detail further words for people, or an empty text
   */
  public NotAdoptableException(String arn, Reason reason, String detail) {
    super(
        arn + " cannot be adopted: it " + reason.words + (detail.isEmpty() ? "" : ": " + detail),
        false,
        null);
    this.arn = arn;
    this.reason = reason;
  }

  /**
   * Returns the ARN of the resource.
   *
   * @return the ARN
   */
  public String arn() {
    return arn;
  }

  /**
   * Returns the reason for the rejection.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}

package io.streamcat.aws;

import java.util.Map;

/** An AWS resource with an ARN, a name and tags. */
public interface AwsResource {

  /**
   * Returns the Amazon Resource Name, which identifies the resource worldwide.
   *
   * @return the ARN
   */
  String arn();

  /**
   * Returns the name; IVS does not require names to be unique.
   *
   * @return the name, up to 128 characters of {@code [a-zA-Z0-9-_]}, possibly empty
   */
  String name();

  /**
   * Returns the tags.
   *
   * @return tags by key; unmodifiable
   */
  Map<String, String> tags();
}

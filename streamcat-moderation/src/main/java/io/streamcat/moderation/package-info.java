/** The review of messages before they are delivered, by an AWS Lambda function or anywhere else. */
@NullMarked
package io.streamcat.moderation;

import org.jspecify.annotations.NullMarked;

/**
 * The auto-configuration of the AWS clients and of the services for channels, chat rooms and
 * stages.
 */
@NullMarked
package io.streamcat.spring.aws;

import org.jspecify.annotations.NullMarked;

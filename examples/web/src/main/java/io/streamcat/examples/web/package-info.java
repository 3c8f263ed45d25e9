/** A registration site: each registered user has a channel, a chat room and a stage. */
@NullMarked
package io.streamcat.examples.web;

import org.jspecify.annotations.NullMarked;

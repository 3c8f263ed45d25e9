/** The operations of users: chatting, broadcasting, watching and meeting on stages. */
@NullMarked
package io.streamcat.operations;

import org.jspecify.annotations.NullMarked;

/** Users: models, ids and the rules for usernames. */
@NullMarked
package io.streamcat.user;

import org.jspecify.annotations.NullMarked;

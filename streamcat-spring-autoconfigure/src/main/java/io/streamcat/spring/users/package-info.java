/** The auto-configuration of StreamCat itself, of users and of their passwords. */
@NullMarked
package io.streamcat.spring.users;

import org.jspecify.annotations.NullMarked;

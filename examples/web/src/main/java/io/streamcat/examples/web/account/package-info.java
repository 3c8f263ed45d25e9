/** The account of the logged-in user: password and sessions. */
@NullMarked
package io.streamcat.examples.web.account;

import org.jspecify.annotations.NullMarked;

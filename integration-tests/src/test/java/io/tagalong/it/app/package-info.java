/** Applications that the tests start in JVMs of their own; none of them knows of Tagalong. */
@NullMarked
package io.tagalong.it.app;

import org.jspecify.annotations.NullMarked;

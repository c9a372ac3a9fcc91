/** The runtime. */
package io.gost.runtime;

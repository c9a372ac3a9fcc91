/**
 * The components that services share: so far, who may log in.
 *
 * <p>To add a component: an interface that the service package asks, one class per way to answer,
 * and the part of the assembler that builds it from its configuration record.
 */
package io.gost.runtime.component;

/** What turns gradients into changes of parameters: optimizers, clipping; and dropout of inputs. */
package ccrnn.model.optimizer;

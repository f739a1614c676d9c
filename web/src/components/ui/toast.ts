/** A message that passes. The toaster itself is loaded with the frame of a project. */
export { toast } from "sonner";

import { createRoot } from "react-dom/client";
import { Words } from "./words.jsx";

createRoot(document.getElementById("root")).render(<Words count={2000} />);

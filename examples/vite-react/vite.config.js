import { perline } from "@perline/unplugin/vite";
import react from "@vitejs/plugin-react";

export default { plugins: [perline({ select: "all" }), react()] };

import { perline } from "@perline/unplugin/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [perline()] });

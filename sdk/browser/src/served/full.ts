// /cairn.full.js: /cairn.js and every extra. Page leave comes before the first page is told.
import "./leaveFirst.ts";
import "./autocapture.ts";
import "./exceptions.ts";
import "./feedback.ts";
import "./vitals.ts";
import "../script.ts";

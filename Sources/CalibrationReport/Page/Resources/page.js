import { softmax } from "./focal-map.js";
softmax([1]);
